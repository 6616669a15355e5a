package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SipAccountTest {

    private static SipAccount account(String user, Credential credential) {
        return new SipAccount(
                user, SipUri.server("127.0.0.1", 5061), "127.0.0.1", SipAccount.Transport.UDP, credential);
    }

    @Test
    void knowsWhoItIsAndWhatItCanDial() {
        SipAccount account = account("goofy", new Credential.Guest());

        assertThat(account.addressOfRecord()).hasToString("sip:goofy@127.0.0.1");
        assertThat(account.extension("0800")).hasToString("sip:0800@127.0.0.1:5061");
    }

    @Test
    void onlyASecretIsHashed() {
        Credential.Ha1 ha1 = new Credential.Ha1("a24165cdc6c5fac474273e34523d1f64");

        assertThat(account("goofy", new Credential.Secret("lab-secret")).hashed())
                .isEqualTo(ha1);
        assertThat(account("goofy", ha1).hashed()).isSameAs(ha1);
        assertThat(account("goofy", new Credential.Guest()).hashed()).isEqualTo(new Credential.Guest());
    }

    @Test
    void aUserThatNoUriCanHoldIsRefused() {
        assertThatThrownBy(() -> account("a b", new Credential.Guest())).isInstanceOf(IllegalArgumentException.class);
    }
}
