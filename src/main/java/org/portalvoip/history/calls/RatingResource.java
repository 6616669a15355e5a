package org.portalvoip.history.calls;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Map;
import org.portalvoip.call.RatingTokens;
import org.portalvoip.history.calls.LoggedCall.Rating;
import org.portalvoip.web.JsonAnswer;

/** How a caller found the call, said with the token that came with it; see {@link RatingTokens}. */
@Path("rating")
@RequestScoped
public class RatingResource {
    private static final Logger LOG = System.getLogger(RatingResource.class.getName());
    private static final int MOST_BYTES = 500;
    private static final Map<JsonValue, Rating> ANSWERS =
            Map.of(JsonValue.TRUE, Rating.GOOD, JsonValue.FALSE, Rating.BAD);

    @Inject
    RatingTokens tokens;

    @Inject
    CallLog log;

    /**
     * Takes {@code {"rating": token, "good": boolean}}: 204 the first time, 410 when the call has been rated before, 404 as
     * long as it does not stand in the list, 403 without a good token, 429 after ten attempts a minute, 503 while the
     * database is away.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response rate(InputStream body) {
        JsonObject said = read(body);
        JsonValue good = said.get("good");
        if (!(said.get("rating") instanceof JsonString token) || good == null || !ANSWERS.containsKey(good)) {
            return answer(Status.BAD_REQUEST);
        }
        return tokens.call(token.getString())
                .map(call -> rate(call, ANSWERS.get(good)))
                .orElseGet(() -> answer(Status.FORBIDDEN));
    }

    /** Empty when the body is not a JSON object. */
    private static JsonObject read(InputStream body) {
        try (var reader = JsonAnswer.JSON.createReader(new ByteArrayInputStream(body.readNBytes(MOST_BYTES)))) {
            return reader.readValue() instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        } catch (JsonException | IOException e) {
            LOG.log(Level.DEBUG, "Not a rating", e);
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    private Response rate(String call, Rating rating) {
        if (!tokens.mayAsk(call)) {
            return answer(Status.TOO_MANY_REQUESTS);
        }
        try {
            return switch (log.rate(call, rating)) {
                case NOW -> answer(Status.NO_CONTENT);
                case BEFORE -> answer(Status.GONE);
                case UNKNOWN -> answer(Status.NOT_FOUND);
            };
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "The database does not take the rating of call " + call, e);
            return answer(Status.SERVICE_UNAVAILABLE);
        }
    }

    private static Response answer(Status status) {
        return Response.status(status).header("Cache-Control", "no-store").build();
    }
}
