package org.portalvoip.benchmark;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The EJB of {@link MinimalApplication}. WildFly does not accept a nested class as an EJB. */
@Stateless
public class MinimalRows {
    @PersistenceContext
    EntityManager entities;

    public MinimalApplication.Row find(long id) {
        return entities.find(MinimalApplication.Row.class, id);
    }
}
