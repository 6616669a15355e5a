package org.portalvoip.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What the first version of the application left in a database. */
public final class FirstVersion {
    /** Takes back, on PostgreSQL, what the later migrations have done. */
    public static final String TABLES = """
            drop table voip_used_token;
            drop table voip_call_log;
            drop table voip_history;
            drop table voip_history_known;
            drop table voip_ring;
            drop table voip_call;
            drop table voip_node;
            drop table voip_key;
            alter table voip_parameter add column changed_at timestamp;
            update voip_parameter set changed_at = cast(changed_utc as timestamp);
            alter table voip_parameter drop column changed_utc;
            alter table voip_account drop column disabled;
            alter table voip_account drop column once_until;
            delete from voip_schema_history where version <> '1';
            """;

    private FirstVersion() {}

    /** 328 as that version sealed it: bound to its number and its key, and to nothing else. */
    public static String seal(Path keyFile, String secret) throws IOException, GeneralSecurityException {
        String line = Files.readAllLines(keyFile).get(1);
        String id = line.substring(0, 8);
        byte[] key = Base64.getUrlDecoder().decode(line.substring(9));
        byte[] nonce = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(("v1:328:" + id).getBytes(UTF_8));
        byte[] sealed = cipher.doFinal(secret.getBytes(UTF_8));
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return "v1:" + id + ":" + base64.encodeToString(nonce) + ":" + base64.encodeToString(sealed);
    }
}
