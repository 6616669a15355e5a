package org.portalvoip.login;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.login.oidc.Provider;
import org.portalvoip.login.oidc.SignInRefused;
import org.portalvoip.secret.Secret;
import org.portalvoip.web.LocalPath;

/** Behind {@code login.xhtml}. */
@Named("login")
@RequestScoped
public class LoginScreen {
    private static final Logger LOG = System.getLogger(LoginScreen.class.getName());

    /** Name of the parameter that says why the provider did not let somebody in. */
    static final String REFUSED = "refused";

    /** Name of the parameter of whoever has signed out here and may still be signed in at the provider. */
    static final String LEFT = "left";

    @Inject
    HttpServletRequest request;

    @Inject
    PasswordCheck signIn;

    @Inject
    Accounts accounts;

    @Inject
    ReturnPath form;

    @Inject
    Provider provider;

    private String username = "";
    private Secret password = new Secret("");
    private String refusal;

    public void enter() throws IOException {
        var outcome = signIn.attempt(request.getRemoteAddr(), username, password);
        if (!outcome.accepted()) {
            refusal = outcome.held() ? text("error.429.text", outcome.seconds()) : text("login.refused");
            return;
        }
        Optional<SignedIn> user = accounts.enter(outcome.user());
        if (user.isPresent()) {
            form.goOn(user.get());
        } else {
            LOG.log(Level.WARNING, "The one-time password of {0} was used before, or is too old", username);
            refusal = text("login.spent");
        }
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    /** Always null: a password is never sent to the page. */
    public String getPassword() {
        return null;
    }

    public void setPassword(String password) {
        this.password = new Secret(password);
    }

    /** Why the last attempt failed, as a sentence; null when there was none. */
    public String getRefusal() {
        return refusal == null && provider.isThere() ? refusalByProvider() : refusal;
    }

    /** One of our own sentences, whatever the address says. */
    private String refusalByProvider() {
        return Stream.of(SignInRefused.Reason.values())
                .filter(reason -> reason.name().equals(request.getParameter(REFUSED)))
                .map(reason -> text("oidc.refused." + reason, provider.label()))
                .findFirst()
                .orElse(null);
    }

    /** The words of the button that leads to the provider; null when there is none. */
    public String getProvider() {
        return provider.isThere() ? text("oidc.enter", provider.label()) : null;
    }

    /** Where that button leads, below the context path. */
    public String getProviderPath() {
        String wanted = form.getWanted();
        return wanted == null ? ProviderLogin.BEGIN : new LocalPath(wanted).asParameterOf(ProviderLogin.BEGIN);
    }

    /** The words for somebody who has just signed out here, but not at the provider; null for anybody else. */
    public String getLeft() {
        return provider.isThere() && request.getParameter(LEFT) != null ? text("oidc.left", provider.label()) : null;
    }

    /** The page of the provider where they can do that; null for none. */
    public String getProviderExit() {
        return provider.endSession().map(URI::toString).orElse(null);
    }

    /** The words of the link to that page. */
    public String getExit() {
        return text("oidc.exit", provider.label());
    }

    private String text(String key, Object... values) {
        return Texts.of(Languages.of(request), key, values);
    }
}
