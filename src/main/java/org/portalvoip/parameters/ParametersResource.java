package org.portalvoip.parameters;

import static org.portalvoip.web.JsonAnswer.JSON;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.web.JsonAnswer;

/**
 * The parameters for automation: a JSON object of number and value. The secret of 328 is write-only: reading shows
 * whether one is set; writing a string replaces it, null removes it, and sending back what was read, or nothing,
 * keeps it.
 */
@Path("parameters")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ParametersResource {
    private static final IntSummaryStatistics NUMBERS =
            Stream.of(Parameter.values()).mapToInt(Parameter::number).summaryStatistics();
    private static final int MOST_BYTES = 64 * 1024;

    @Inject
    Parameters parameters;

    @Context
    HttpServletRequest request;

    @GET
    public Response read() {
        return answer(parameters.rows(), List.of());
    }

    /**
     * Saves the parameters that {@code body} names; those it does not name stay as they are.
     *
     * @param ifMatch the ETag of an earlier answer, to be refused with 409 if somebody saved since; null to save anyway
     */
    @PUT
    public Response write(@HeaderParam("If-Match") String ifMatch, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            return refusal(Status.REQUEST_ENTITY_TOO_LARGE, text("api.tooLarge"));
        }
        try {
            Submission wanted = ParametersJson.submission(object(bytes), Edition.versions(ifMatch));
            Saved saved = parameters.save(wanted, request.getRemoteUser());
            return answer(saved.rows(), saved.notes());
        } catch (JsonException e) {
            return refusal(
                    Status.BAD_REQUEST,
                    Texts.of(
                            Languages.of(request),
                            "api.notJson",
                            String.valueOf(NUMBERS.getMin()),
                            String.valueOf(NUMBERS.getMax())));
        } catch (InvalidParameters e) {
            return refusal(e.violations());
        } catch (StaleParameters e) {
            return conflict(e);
        }
    }

    /** Reads the text as one object; Parsson throws many kinds of exceptions for anything else. */
    private static JsonObject object(byte[] json) {
        try (var parser = JSON.createParser(new ByteArrayInputStream(json))) {
            parser.next();
            JsonObject object = parser.getObject();
            if (parser.hasNext()) {
                throw new JsonException("More follows after the object");
            }
            return object;
        } catch (RuntimeException e) {
            throw new JsonException("Not one JSON object", e);
        }
    }

    private Response answer(List<ParameterRow> rows, List<Note> notes) {
        return Response.ok(ParametersJson.of(rows, notes, note -> text(note.text())))
                .tag(new EntityTag(Edition.of(rows)))
                .build();
    }

    private Response refusal(List<Violation> violations) {
        var array = JSON.createArrayBuilder();
        for (Violation violation : violations) {
            array.add(JSON.createObjectBuilder()
                    .add("number", violation.parameter().number())
                    .add("message", violation.sentence(Languages.of(request))));
        }
        JsonObject entity = JSON.createObjectBuilder()
                .add("message", text("api.invalid"))
                .add("violations", array)
                .build();
        return Response.status(Status.BAD_REQUEST).entity(entity).build();
    }

    private Response conflict(StaleParameters refusal) {
        return Response.status(Status.CONFLICT)
                .tag(new EntityTag(Edition.of(refusal.rows())))
                .entity(JSON.createObjectBuilder()
                        .add("message", text("api.stale"))
                        .add("changes", ParametersJson.changes(refusal.changes()))
                        .build())
                .build();
    }

    private static Response refusal(Status status, String message) {
        return Response.status(status).entity(JsonAnswer.message(message)).build();
    }

    private String text(String key) {
        return Texts.of(Languages.of(request), key);
    }
}
