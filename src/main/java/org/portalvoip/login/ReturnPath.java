package org.portalvoip.login;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.portalvoip.web.LocalPath;
import org.portalvoip.web.Redirect;
import org.primefaces.context.PrimeFacesContext;

/**
 * What the forms of {@code login.xhtml} and {@code password.xhtml} carry along, and where they lead. Both pages are
 * stateless: a page left open over night still works, and it costs a stranger no session.
 */
@Named
@RequestScoped
public class ReturnPath {
    private static final LocalPath HOME = new LocalPath("/admin/parameters");

    @Inject
    HttpServletRequest request;

    /** The place to go on to; null when the login page was opened for its own sake, or with a place that is not ours. */
    public String getWanted() {
        return wanted().map(LocalPath::text).orElse(null);
    }

    /** The nonce of this page, which PrimeFaces wants back from a form, also when the page has none of its scripts. */
    public String getNonce() {
        return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
    }

    /** Signs the browser in and leads it to what it wanted, or first to the page that changes the password. */
    void goOn(SignedIn caller) throws IOException {
        caller.signIn(request);
        LocalPath place = wanted().orElse(HOME);
        FacesContext faces = FacesContext.getCurrentInstance();
        Redirect.to(
                caller.newcomer() ? place.asParameterOf(Authentication.CHANGE_PAGE) : place.text(),
                request,
                (HttpServletResponse) faces.getExternalContext().getResponse());
        faces.responseComplete();
    }

    private Optional<LocalPath> wanted() {
        return LocalPath.of(request.getParameter(LocalPath.PARAMETER))
                .filter(place -> !place.text().startsWith(Authentication.CHANGE_PAGE)
                        && !place.text().startsWith(Authentication.PAGE));
    }
}
