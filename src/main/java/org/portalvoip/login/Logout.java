package org.portalvoip.login;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.portalvoip.web.Redirect;

/**
 * Ends the session, and with it the calls that only signed-in users may make. It leads to the portal; whoever signed in by
 * a provider is led to the page that says that they are still signed in there. By POST only, so that no link or picture can
 * do it. The browser also forgets what it kept of our pages. It keeps the cookies, which may belong to other applications
 * of this host.
 */
@WebServlet("/logout")
public class Logout extends HttpServlet {
    @Inject
    CallingLogins calling;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String login = SignedIn.loginOf(request);
        SignedIn user = SignedIn.of(request);
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        // Not before: a call that begins meanwhile would find the session, and not be ended.
        if (!login.isEmpty()) {
            calling.signOut(login);
        }
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        boolean byProvider = user != null && !user.hasAccount();
        Redirect.to(byProvider ? Authentication.PAGE + "?" + LoginScreen.LEFT : "/", request, response);
    }
}
