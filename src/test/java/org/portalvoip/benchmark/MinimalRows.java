package org.portalvoip.benchmark;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The one EJB of {@link MinimalApplication}. WildFly takes no nested class for one. */
@Stateless
public class MinimalRows {
    @PersistenceContext
    EntityManager entities;

    public MinimalApplication.Row find(long id) {
        return entities.find(MinimalApplication.Row.class, id);
    }
}
