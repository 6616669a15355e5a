package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinedModuleTest {
    private static final Map<String, String> FILES = Map.of(
            "/phone/main.js", """
            /** Comment. */
            import { Call, dial } from './call.js';
            import * as portal from '../other/portal.js';

            const later = () => import('./sound.js');
            """,
            "/phone/call.js", """
            import { tell } from '../other/portal.js';

            const STORED = 'a';
            export class Call {
              tell() {}
            }
            export async function dial() {}
            """,
            "/other/portal.js", """
            const STORED = 'b';
            export const tell = 1;
            """);

    @Test
    void eachModuleIsThereOnceBehindThoseThatItNeeds() {
        assertThat(JoinedModule.of("/phone/main.js", FILES::get)).isEqualTo("""
                const $portal = (() => {
                const STORED = 'b';
                const tell = 1;
                return { tell };
                })();
                const $call = (() => {
                const { tell } = $portal;
                const STORED = 'a';
                class Call {
                tell() {}
                }
                async function dial() {}
                return { Call, dial };
                })();
                const { Call, dial } = $call;
                const portal = $portal;
                const later = () => import('./sound.js');
                """);
    }

    @Test
    void aNameThatIsNoIdentifierIsRefused() {
        Map<String, String> files =
                Map.of("/a.js", "import { b } from './b-c.js';\n", "/b-c.js", "export const b = 1;\n");

        assertThatThrownBy(() -> JoinedModule.of("/a.js", files::get)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Otherwise a form of import or export that it does not know would end the phone on all browsers. */
    @Test
    void nothingOfThePhoneIsLeftToImportAtOnce() {
        String phone = JoinedModule.of("/phone/phone.js", path -> text("src/main/webapp" + path));

        assertThat(phone.lines()).noneMatch(line -> line.matches("(import|export)\\b[^(].*"));
        assertThat(phone).contains("class Connection", "class View", "import('./sound.js')");
    }

    private static String text(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
