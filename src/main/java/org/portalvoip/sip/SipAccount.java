package org.portalvoip.sip;

import java.util.Objects;

/**
 * The account from which all calls of the portal are placed.
 *
 * @param user user part of the address-of-record and user name of the digest
 * @param registrar where the SIP server listens; its host is the account's domain
 * @param realm what the server is expected to name in its challenges, usually the domain; only an HA1 depends on it
 * @param transport what SIP is sent over
 * @param credential how challenges are answered
 */
public record SipAccount(String user, SipUri registrar, String realm, Transport transport, Credential credential) {

    /** Transport protocol of the SIP signalling (RFC 3261 section 18). */
    public enum Transport {
        UDP,
        TCP
    }

    public SipAccount {
        Objects.requireNonNull(realm, "realm");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(credential, "credential");
        SipUri.addressOfRecord(user, registrar.host());
    }

    /** The account's address-of-record: {@code sip:user@domain}. */
    public SipUri addressOfRecord() {
        return SipUri.addressOfRecord(user, registrar.host());
    }

    /** An extension of the account's own SIP server: {@code sip:extension@domain:port}. */
    public SipUri extension(String number) {
        return SipUri.request(number, registrar.host(), registrar.port());
    }

    /** The same account with its password turned into an HA1; an HA1 or a guest stays as it is. */
    public Credential hashed() {
        return credential instanceof Credential.Secret secret
                ? Credential.Ha1.of(user, realm, secret.value())
                : credential;
    }
}
