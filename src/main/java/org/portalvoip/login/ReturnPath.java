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
 * The hidden fields of {@code login.xhtml} and {@code password.xhtml}, and where their forms lead. Both pages are
 * stateless: a page that was left open overnight still works, and a stranger's request creates no session.
 */
@Named
@RequestScoped
public class ReturnPath {
    static final LocalPath HOME = new LocalPath("/admin/parameters");

    @Inject
    HttpServletRequest request;

    /** The path to go to after signing in; null when none was asked for, or when it is not ours. */
    public String getWanted() {
        return wanted().map(LocalPath::text).orElse(null);
    }

    /** The nonce of this page, which PrimeFaces expects back from a form even if the page has none of its scripts. */
    public String getNonce() {
        return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
    }

    /**
     * Signs the browser in and redirects it to the path it asked for, or first to the page that changes the password.
     */
    void goOn(SignedIn user) throws IOException {
        user.signIn(request);
        LocalPath place = wanted().orElse(HOME);
        FacesContext faces = FacesContext.getCurrentInstance();
        Redirect.to(
                user.newcomer() ? place.asParameterOf(Authentication.CHANGE_PAGE) : place.text(),
                request,
                (HttpServletResponse) faces.getExternalContext().getResponse());
        faces.responseComplete();
    }

    private Optional<LocalPath> wanted() {
        return of(request.getParameter(LocalPath.PARAMETER));
    }

    /** The path {@code text}, unless it is not ours, or part of signing in. */
    static Optional<LocalPath> of(String text) {
        return LocalPath.of(text)
                .filter(place -> !place.text().startsWith(Authentication.CHANGE_PAGE)
                        && !place.text().startsWith(Authentication.PAGE));
    }
}
