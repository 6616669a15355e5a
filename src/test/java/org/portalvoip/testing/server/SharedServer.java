package org.portalvoip.testing.server;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;

/**
 * Passes a server, its administrator and a browser to tests that name them as parameters. All test classes share
 * them, because a server starts slowly: each test saves the parameters that it needs, and must not change the
 * administrator's password.
 */
public final class SharedServer implements ParameterResolver {
    /** Only for this JVM: Maven runs several at a time, each in its own network but in the same folder. */
    private static final Path DATA =
            Path.of("target/data/shared-" + ProcessHandle.current().pid());

    private static final Namespace NAMESPACE = Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Server.class || type == Administrator.class || type == Browser.class;
    }

    /**
     * The store closes its content after the last test class of this JVM. A store of the root would do so after each
     * class, because Failsafe makes a run of its own of it when there are several JVMs.
     */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Store store = test.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
        Class<?> type = parameter.getParameter().getType();
        if (type == Browser.class) {
            return store.computeIfAbsent(type, key -> Browser.start());
        }
        return type == Administrator.class
                ? store.computeIfAbsent(type, key -> Administrator.signIn(server(store)))
                : server(store);
    }

    private static Server server(Store store) {
        return store.computeIfAbsent(Server.class, key -> Server.startFresh(DATA), Server.class);
    }
}
