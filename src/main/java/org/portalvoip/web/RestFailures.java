package org.portalvoip.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Adds a sentence to what JAX-RS itself refuses, such as an address without a resource, and to what fails in a
 * resource. Otherwise Payara's Jersey would leave this to the error page, and WildFly's RESTEasy would send only a
 * status.
 */
@Provider
public class RestFailures implements ExceptionMapper<RuntimeException> {
    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(RuntimeException refusal) {
        if (!(refusal instanceof WebApplicationException known)) {
            return inWords(Response.status(Failure.note(request, refusal)).build());
        }
        if (known.getResponse().getStatus() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            Failure.note(request, refusal);
        }
        return inWords(known.getResponse());
    }

    private Response inWords(Response answer) {
        return Response.fromResponse(answer)
                .type(MediaType.APPLICATION_JSON)
                .entity(JsonAnswer.message(Failure.words(request, answer.getStatus())))
                .build();
    }
}
