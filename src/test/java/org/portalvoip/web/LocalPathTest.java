package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/parameters",
                "/admin/parameters.xhtml",
                "/admin/parameters?x=1",
                "/admin/parameters?lang=pt-BR&q=a%20b",
                "/password"
            })
    void aPageOfOursIsTaken(String text) {
        assertThat(LocalPath.of(text)).contains(new LocalPath(text));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "/",
                "admin",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/admin//evil.example",
                "http://evil.example",
                "https:/evil.example",
                "javascript:alert(1)",
                "/../evil",
                "/admin/../../evil",
                "/.evil",
                "/%2e%2e/evil",
                "/%5cevil.example",
                "/@evil.example",
                "/admin;x=1",
                "/admin\r\nSet-Cookie: a=b",
                "/admin\n",
                "/admin#x",
                "/admin?x=<script>",
                "/admin?x=\"",
                "/\tevil.example",
                "/admin parameters",
                "/ádmin"
            })
    void whatCouldLeadElsewhereIsNot(String text) {
        assertThat(LocalPath.of(text)).isEmpty();
    }

    @Test
    void noBrowserIsSentAnEndlesslyLongWay() {
        assertThat(LocalPath.of("/" + "a".repeat(300))).isEmpty();
    }

    @Test
    void asAParameterItStaysOneParameter() {
        assertThat(new LocalPath("/admin/parameters?x=1&y=2").asParameterOf("/login"))
                .isEqualTo("/login?wanted=%2Fadmin%2Fparameters%3Fx%3D1%26y%3D2");
    }
}
