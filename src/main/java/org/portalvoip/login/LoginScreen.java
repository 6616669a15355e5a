package org.portalvoip.login;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.secret.Secret;

/** Behind {@code login.xhtml}. */
@Named("login")
@RequestScoped
public class LoginScreen {
    @Inject
    HttpServletRequest request;

    @Inject
    PasswordCheck signIn;

    @Inject
    ReturnPath form;

    private String username = "";
    private Secret password = new Secret("");
    private String refusal;

    public void enter() throws IOException {
        var outcome = signIn.attempt(request.getRemoteAddr(), username, password);
        if (outcome.accepted()) {
            form.goOn(outcome.user());
        } else {
            refusal = outcome.held() ? text("error.429.text", outcome.seconds()) : text("login.refused");
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
        return refusal;
    }

    private String text(String key, Object... values) {
        return Texts.of(Languages.of(request), key, values);
    }
}
