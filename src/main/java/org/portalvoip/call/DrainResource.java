package org.portalvoip.call;

import static org.portalvoip.web.JsonAnswer.JSON;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** For the script that upgrades a node; see {@link Drain}. Both answers are {@code {"draining": boolean, "calls": number}}. */
@Path("drain")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DrainResource {
    @Inject
    Drain drain;

    /** Begins to empty the node; a second time changes nothing. */
    @POST
    public JsonObject begin() {
        drain.begin();
        return state();
    }

    /** How far it is; the node can be stopped when no calls are left. */
    @GET
    public JsonObject state() {
        return JSON.createObjectBuilder()
                .add("draining", drain.hasBegun())
                .add("calls", drain.calls())
                .build();
    }
}
