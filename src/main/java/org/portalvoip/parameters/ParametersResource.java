package org.portalvoip.parameters;

import static org.portalvoip.web.JsonAnswer.JSON;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.web.DatabaseTrouble;
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
    private static final Logger LOG = System.getLogger(ParametersResource.class.getName());
    private static final IntSummaryStatistics NUMBERS =
            Stream.of(Parameter.values()).mapToInt(Parameter::number).summaryStatistics();

    @Inject
    Parameters parameters;

    @Inject
    FixedParameters fixed;

    @Context
    HttpServletRequest request;

    @GET
    public Response read() {
        return answer(parameters.rows(), List.of());
    }

    /**
     * Saves the parameters that {@code body} names; those it does not name stay as they are. A header {@code If-Match}
     * with the ETag of an earlier answer makes sure that nobody has saved since: otherwise the answer is 412. Without it,
     * 409 means that somebody else saved in the same instant. With or without it, 409 says that somebody else holds the
     * rows in the database; nothing was saved then, and the same request may be sent again. A 409 with violations says that the
     * configuration fixes these parameters.
     */
    @PUT
    public Response write(@Context HttpHeaders headers, InputStream body) {
        byte[] bytes = read(body);
        if (bytes.length > ParametersBody.MOST_BYTES) {
            // The rest of it is not read, so the connection cannot go on.
            return Response.fromResponse(refusal(Status.REQUEST_ENTITY_TOO_LARGE, text("api.tooLarge")))
                    .header("Connection", "close")
                    .build();
        }
        List<ParameterRow> stored = parameters.rows();
        String ifMatch = headers.getHeaderString(HttpHeaders.IF_MATCH);
        var versions = Edition.demanded(ifMatch == null ? Edition.ANY : ifMatch, Edition.of(stored));
        if (versions.isEmpty()) {
            return refusal(Status.PRECONDITION_FAILED, text("api.ifMatch"));
        }
        try {
            var members = ParametersBody.members(bytes, charset(headers.getMediaType()));
            return save(ParametersJson.submission(members, isSet(stored), versions.get()));
        } catch (ParametersBody.Unreadable e) {
            return refusal(Status.BAD_REQUEST, text(e.text()));
        } catch (InvalidParameters e) {
            return refusal(e.violations());
        }
    }

    private static byte[] read(InputStream body) {
        try {
            return body.readNBytes(ParametersBody.MOST_BYTES + 1);
        } catch (IOException e) {
            throw new BadRequestException("The client broke off the request", e);
        }
    }

    private Response save(Submission wanted) throws InvalidParameters {
        try {
            Saved saved = parameters.save(wanted, request.getRemoteUser());
            return answer(saved.rows(), saved.notes());
        } catch (StaleParameters e) {
            Status status = wanted.versions().isEmpty() ? Status.CONFLICT : Status.PRECONDITION_FAILED;
            return conflict(status, e.rows(), e.changes());
        } catch (EJBException e) {
            if (LostRace.isCauseOf(e)) {
                return conflict(Status.CONFLICT, parameters.rows(), List.of());
            }
            if (DatabaseTrouble.of(e).equals(Optional.of(DatabaseTrouble.LOCKED))) {
                LOG.log(Level.WARNING, "Somebody else held the rows of a save", e);
                return refusal(Status.CONFLICT, text("error.LOCKED.text"));
            }
            throw e;
        }
    }

    private static String charset(MediaType type) {
        return type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
    }

    private boolean isSet(List<ParameterRow> rows) {
        return fixed.setting(StoredParameters.password(rows)) != null;
    }

    private Response answer(List<ParameterRow> rows, List<Note> notes) {
        return Response.ok(ParametersJson.of(rows, fixed, notes, note -> text(note.text())))
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
        boolean againstFixed =
                violations.stream().anyMatch(violation -> violation.text().equals(FixedParameters.REFUSED));
        return Response.status(againstFixed ? Status.CONFLICT : Status.BAD_REQUEST)
                .entity(entity)
                .build();
    }

    private Response conflict(Status status, List<ParameterRow> now, List<ParameterRow> changes) {
        return Response.status(status)
                .tag(new EntityTag(Edition.of(now)))
                .entity(JSON.createObjectBuilder()
                        .add("message", text("api.stale"))
                        .add("changes", ParametersJson.changes(changes))
                        .build())
                .build();
    }

    private static Response refusal(Status status, String message) {
        return Response.status(status).entity(JsonAnswer.message(message)).build();
    }

    /** Every sentence may name the first and the last number. */
    private String text(String key) {
        return Texts.of(Languages.of(request), key, String.valueOf(NUMBERS.getMin()), String.valueOf(NUMBERS.getMax()));
    }
}
