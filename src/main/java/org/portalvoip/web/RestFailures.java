package org.portalvoip.web;

import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

/**
 * Says in words what JAX-RS itself refuses, such as an address without a resource, and what fails in a resource. Payara's
 * Jersey would leave that to the error page, WildFly's RESTEasy would send a status and not a word.
 */
@Provider
public class RestFailures implements ExceptionMapper<RuntimeException> {
    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(RuntimeException refusal) {
        Response answer = refusal instanceof WebApplicationException known
                ? known.getResponse()
                : Response.status(Failures.status(refusal)).build();
        if (answer.getStatus() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            Failures.note(request, refusal);
        }
        String message = Texts.of(Languages.of(request), ErrorScreen.kind(answer.getStatus()) + ".text");
        return Response.fromResponse(answer)
                .type(MediaType.APPLICATION_JSON)
                .entity(Json.createObjectBuilder().add("message", message).build())
                .build();
    }
}
