package org.portalvoip.call;

/** A node that is being emptied when the test says so. */
final class FakeDrain extends Drain {
    boolean begun;

    @Override
    public boolean hasBegun() {
        return begun;
    }
}
