package org.portalvoip.login;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.secret.Secret;

/** Behind {@code password.xhtml}: signed-in users change their own password. */
@Named("passwordScreen")
@RequestScoped
public class PasswordScreen {
    @Inject
    HttpServletRequest request;

    @Inject
    PasswordCheck signIn;

    @Inject
    Accounts accounts;

    @Inject
    Passwords passwords;

    @Inject
    FirstPassword firstPassword;

    @Inject
    ReturnPath form;

    private Secret current = new Secret("");
    private Secret replacement = new Secret("");

    public void change() throws IOException {
        SignedIn user = SignedIn.of(request);
        String fault = Passwords.fault(user.name(), current, replacement);
        if (fault != null) {
            refuse("replacement", fault);
            return;
        }
        var outcome = signIn.attempt(request.getRemoteAddr(), user.name(), current);
        if (!outcome.accepted()) {
            refuse("current", outcome.held() ? "error.429.text" : "password.wrong", outcome.seconds());
            return;
        }
        SignedIn renewed = accounts.changePassword(user, passwords.hash(replacement));
        firstPassword.delete();
        form.goOn(renewed);
    }

    /** Whether the password must be changed before anything else. */
    public boolean isFirst() {
        SignedIn user = SignedIn.of(request);
        return user != null && user.newcomer();
    }

    /** Always null: a password is never sent to the page. */
    public String getCurrent() {
        return null;
    }

    public void setCurrent(String current) {
        this.current = new Secret(current);
    }

    /** Always null: a password is never sent to the page. */
    public String getReplacement() {
        return null;
    }

    public void setReplacement(String replacement) {
        this.replacement = new Secret(replacement);
    }

    private void refuse(String field, String key, Object... values) {
        String sentence = Texts.of(Languages.of(request), key, values);
        FacesContext.getCurrentInstance()
                .addMessage(field, new FacesMessage(FacesMessage.SEVERITY_ERROR, sentence, null));
    }
}
