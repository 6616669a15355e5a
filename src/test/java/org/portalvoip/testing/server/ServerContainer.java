package org.portalvoip.testing.server;

import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.protocol.servlet5.ServletMethodExecutor;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * Runs Arquillian's tests in the {@link Server} under test, started anew for each deployment, so that they use the
 * data source, the JPA provider and the configuration that the server has in production.
 */
public final class ServerContainer implements DeployableContainer<ServerContainer.Settings> {
    /** Maven runs several at a time in one folder. */
    private static final long JVM = ProcessHandle.current().pid();

    private Server server;

    /** There is nothing to set. */
    public static final class Settings implements ContainerConfiguration {
        @Override
        public void validate() {}
    }

    /** Registers this container with Arquillian through {@code META-INF/services}. */
    public static final class Extension implements LoadableExtension {
        @Override
        public void register(ExtensionBuilder builder) {
            builder.service(DeployableContainer.class, ServerContainer.class);
        }
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        Path war = Path.of("target", "in-server-" + JVM + ".war");
        archive.as(ZipExporter.class).exportTo(war.toFile(), true);
        Path data = Path.of("target/data/in-server-" + JVM);
        // An earlier JVM may have had the same number.
        Server.empty(data);
        server = Server.startQuiet(war, data);
        HTTPContext address =
                new HTTPContext(server.uri("").getHost(), server.uri("").getPort());
        address.add(new Servlet(ServletMethodExecutor.ARQUILLIAN_SERVLET_NAME, "/voip"));
        return new ProtocolMetaData().addContext(address);
    }

    @Override
    public void undeploy(Archive<?> archive) {
        server.close();
    }

    @Override
    public Class<Settings> getConfigurationClass() {
        return Settings.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }
}
