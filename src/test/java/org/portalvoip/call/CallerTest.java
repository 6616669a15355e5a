package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.portalvoip.web.ClientNetwork;

/** Who may be somebody who has made a call before. */
class CallerTest {
    private static final ClientNetwork HERE = new ClientNetwork("192.0.2.1");
    private static final ClientNetwork ELSEWHERE = new ClientNetwork("192.0.2.2");
    private static final PortalUser SUE = new PortalUser("sue", "", "");

    private final Caller ana = new Caller("user ana", HERE);
    private final Caller eva = new Caller("user eva", HERE);
    private final Caller browser = new Caller("browser 1", HERE);
    private final Caller otherBrowser = new Caller("browser 2", HERE);
    private final Caller network = new Caller("network 192.0.2.1", HERE);
    private final Caller otherNetwork = new Caller("network 192.0.2.2", ELSEWHERE);
    private final Caller sue = new Caller(SUE.who(), HERE, Optional.of(SUE));

    @Test
    void atTheSameNodeEverybodyKeepsTheName() {
        List<Caller> all = List.of(ana, eva, browser, otherBrowser, network, sue);
        for (Caller one : all) {
            for (Caller other : all) {
                assertThat(one.mayBe(other)).as(one + " " + other).isEqualTo(one.equals(other));
            }
        }
        assertThat(otherNetwork.mayBe(network)).isTrue();
    }

    @Test
    void atAnotherNodeADifferentUserIsSomebodyElse() {
        assertThat(eva.mayBeElsewhere(ana)).isFalse();
        assertThat(ana.mayBeElsewhere(sue)).isFalse();
        assertThat(sue.mayBeElsewhere(ana)).isFalse();
        assertThat(ana.mayBeElsewhere(ana)).isTrue();
    }

    @Test
    void atAnotherNodeAUserMayBeAVisitor() {
        assertThat(browser.mayBeElsewhere(ana)).isTrue();
        assertThat(network.mayBeElsewhere(sue)).isTrue();
        assertThat(ana.mayBeElsewhere(browser)).isTrue();
    }

    @Test
    void aBrowserHasTheSameNameAtEveryNode() {
        assertThat(browser.mayBeElsewhere(browser)).isTrue();
        assertThat(otherBrowser.mayBeElsewhere(browser)).isFalse();
        assertThat(network.mayBeElsewhere(browser)).isFalse();
        assertThat(otherNetwork.mayBeElsewhere(network)).isTrue();
    }
}
