package org.portalvoip.login.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataTest {
    private static final URI ISSUER = URI.create("https://id.example/realms/desk");
    private static final String GOOD = """
            {"issuer":"https://id.example/realms/desk","authorization_endpoint":"https://id.example/a",
             "token_endpoint":"https://id.example/t","jwks_uri":"https://keys.example/k"}""";

    @Test
    void itStandsBelowTheIssuer() {
        String address = "https://id.example/realms/desk/.well-known/openid-configuration";
        assertThat(Metadata.addressFor(ISSUER)).hasToString(address);
        assertThat(Metadata.addressFor(URI.create(ISSUER + "/"))).hasToString(address);
    }

    @Test
    void aPageToSignOutAtIsNotNeeded() {
        Metadata metadata = Metadata.parse(GOOD, ISSUER);
        assertThat(metadata.token()).hasToString("https://id.example/t");
        assertThat(metadata.keys()).hasToString("https://keys.example/k");
        assertThat(metadata.endSession()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            realms/desk",             | realms/desk/",              | and not as voip.oidc.issuer says
            https://id.example/a      | http://id.example/a         | gives no authorization_endpoint
            https://id.example/t      | javascript:alert(1)         | gives no token_endpoint
            "token_endpoint"          | "other"                     | gives no token_endpoint
            https://keys.example/k    | file:///etc/passwd          | gives no jwks_uri
            "https://keys.example/k"  | 5                           | no JSON that we can read
            }                         | , "token_endpoint_auth_methods_supported":["private_key_jwt"]} | client_secret_basic
            {                         | [                           | no JSON that we can read
            """, delimiter = '|')
    void whatCannotBeUsedIsSaid(String part, String instead, String said) {
        assertThatThrownBy(() -> Metadata.parse(GOOD.replace(part, instead), ISSUER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }
}
