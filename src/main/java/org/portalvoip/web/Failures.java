package org.portalvoip.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;

/** Catches the failures of servlets, filters and pages, and answers them by the rule of {@link Failure}. */
public class Failures extends HttpFilter {
    private static final Logger LOG = System.getLogger(Failures.class.getName());

    private final RefusalLog unexplained = new RefusalLog(System::nanoTime);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            showError(request, response, chain);
            return;
        }
        var upgradable = new Upgradable(request);
        try {
            chain.doFilter(upgradable, response);
        } catch (IOException e) {
            if (upgradable.upgraded) {
                noteAfterUpgrade(e);
            } else if (Failure.isBrokenOff(e)) {
                leave(response, e);
            } else {
                throw e;
            }
        } catch (ServletException | RuntimeException e) {
            if (upgradable.upgraded) {
                noteAfterUpgrade(e);
            } else if (response.isCommitted()) {
                Failure.note(request, e);
                throw new IOException("The answer could not be completed");
            } else {
                response.resetBuffer();
                Failure.answer(request, response, e);
            }
        }
    }

    /** Not answered, and not thrown either: the server would answer it, over the messages of the socket. */
    private static void noteAfterUpgrade(Exception e) {
        LOG.log(Level.WARNING, "The request of a WebSocket failed after its upgrade: " + e);
    }

    /** Not thrown either: Payara would write the stack trace into a text, whatever its log wants, and make an error page. */
    private static void leave(HttpServletResponse response, IOException brokenOff) {
        LOG.log(Level.DEBUG, "A client broke off its request, or reads no answer", brokenOff);
        if (!response.isCommitted()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    private void showError(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        Throwable cause = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (cause != null && Failure.isBrokenOff(cause)) {
            LOG.log(Level.DEBUG, "Nobody is left to read what went wrong", cause);
            return;
        }
        if (request.getAttribute(Failure.REFERENCE) == null) {
            noteReason(request, response, cause);
        }
        try {
            if (RequestPath.isForProgram(request)) {
                Failure.refuse(request, response, response.getStatus());
            } else {
                chain.doFilter(new ErrorRequest(request), response);
            }
        } catch (ServletException | RuntimeException e) {
            Failure.note(request, e);
            response.setContentType("text/plain");
            response.getWriter().write("Error " + response.getStatus() + " " + request.getAttribute(Failure.REFERENCE));
        }
    }

    /**
     * Notes what the server names as the cause. It names none where it could not read the request, and anybody can send
     * such a request: no stack trace, and few lines.
     *
     * @param cause null when the server names none
     */
    private void noteReason(HttpServletRequest request, HttpServletResponse response, Throwable cause) {
        if (cause != null) {
            Failure.note(request, cause);
        } else if (response.getStatus() == HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            Object address = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
            unexplained.note("The server answered 500 and named no reason: "
                    + RefusalLog.shown(Objects.toString(address, null)));
        }
    }

    /**
     * Remembers whether the server upgraded the request. After that, a WebSocket owns the connection. If it ends
     * within milliseconds, Payara has recycled the response before the filters return, and every call to the response
     * throws a {@code NullPointerException}.
     */
    private static final class Upgradable extends HttpServletRequestWrapper {
        private boolean upgraded;

        Upgradable(HttpServletRequest request) {
            super(request);
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> handler) throws IOException, ServletException {
            upgraded = true;
            return super.upgrade(handler);
        }
    }
}
