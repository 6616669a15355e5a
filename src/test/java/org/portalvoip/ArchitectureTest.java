package org.portalvoip;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What each package may use and must not use, as the guide for contributors says. Longer than 200 lines, because the
 * table of the packages stands in one place.
 */
@AnalyzeClasses(packages = "org.portalvoip", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String JPA = "jakarta.persistence..";
    private static final String FACES = "jakarta.faces..";
    private static final String WEB_SOCKET = "jakarta.websocket..";
    private static final String MP_CONFIG = "org.eclipse.microprofile.config..";

    /** Which of our other packages each package may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("sip", Set.of()),
            entry("language", Set.of()),
            entry("database", Set.of("language")),
            entry("secret", Set.of()),
            entry("server", Set.of()),
            entry("web", Set.of("language")),
            entry("login", Set.of("web", "secret", "language", "database")),
            entry("janus", Set.of("sip", "server")),
            entry("parameters", Set.of("sip", "secret", "login", "web", "language", "database", "janus")),
            entry("call", Set.of("janus", "parameters", "secret", "server", "sip", "web", "database")),
            entry("portal", Set.of("parameters", "language", "web")),
            entry("history", Set.of("parameters", "call", "secret", "server", "login", "web", "language", "database")),
            entry(
                    "start",
                    Set.of(
                            "diagnosis",
                            "call",
                            "portal",
                            "janus",
                            "parameters",
                            "sip",
                            "secret",
                            "login",
                            "web",
                            "language",
                            "database")),
            entry(
                    "diagnosis",
                    Set.of("call", "janus", "parameters", "sip", "secret", "login", "web", "language", "database")));

    /** What everybody may use, although it is in the package that may use everybody. */
    private static final DescribedPredicate<JavaClass> SETTINGS = DescribedPredicate.describe(
            "settings", type -> type.getBaseComponentType().getName().startsWith("org.portalvoip.start.Sett"));

    @ArchTest
    static final ArchRule noCircles =
            slices().assignedFrom(new Rooms(ArchitectureTest::room)).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule settingsUseJavaMicroProfileValuesOfSipAndTexts = classes()
            .that(SETTINGS)
            .should()
            .onlyDependOnClassesThat(SETTINGS.or(resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "jakarta.enterprise.context",
                    "jakarta.inject",
                    MP_CONFIG,
                    ours("language"),
                    ours("sip"))));

    @ArchTest
    static final ArchRule settingsAreReadInOnePlace =
            noClasses().that(not(SETTINGS)).should().dependOnClassesThat().resideInAPackage(MP_CONFIG);

    /** Sub-packages included. */
    @ArchTest
    static final ArchRule noCirclesOfRooms =
            slices().assignedFrom(new Rooms(JavaClass::getPackageName)).should().beFreeOfCycles();

    /** Nested types count as the file that they are in. */
    @ArchTest
    static final ArchRule noCirclesOfFiles =
            slices().assignedFrom(new Files()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule transportKnowsNothingOfJanus = classes()
            .that()
            .resideInAPackage(ours("janus.transport"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..", "javax.net.ssl..", "javax.security.auth.x500", ours("sip"), ours("janus.transport")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule sipKnowsOnlyJava = classes()
            .that()
            .resideInAPackage(ours("sip"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", ours("sip")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule janusKnowsNoServerButJson = never("janus", JPA, FACES, WEB_SOCKET, "jakarta.ejb..");

    @ArchTest
    static final ArchRule onlyTheGatewayIsABean = noClasses()
            .that(resideInAPackage(ours("janus")).and(not(simpleName("JanusGateway"))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..", "jakarta.annotation..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule parametersKnowNoSockets = never("parameters", WEB_SOCKET);

    @ArchTest
    static final ArchRule callsKnowNeitherPagesNorTables = never("call", JPA, FACES);

    /** The clock of the day may be set back, and would then hold everybody off for as long. */
    @ArchTest
    static final ArchRule limitsUseAClockThatNeverGoesBack = noClasses()
            .that(resideInAPackage(ours("call")).or(simpleName("LoginThrottle")))
            // The end of a portal's token is a moment of the calendar (RFC 7519 section 4.1.4), so is that of
            // credentials.
            .and(not(nameStartingWith("org.portalvoip.call.PortalTokens")))
            .and(not(nameStartingWith("org.portalvoip.call.TurnCredentials")))
            .and(not(nameStartingWith("org.portalvoip.call.IceServers")))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Instant.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    /** Its parent knows it, and makes a session of what it says. */
    @ArchTest
    static final ArchRule theProviderKnowsNeitherAccountsNorSessionsNorPages = noClasses()
            .that()
            .resideInAPackage(ours("login.oidc"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.portalvoip.login", ours("web"), "jakarta.servlet..", JPA, FACES);

    @ArchTest
    static final ArchRule theHistoryOfAccountsIsWhatTheirEventSays = noClasses()
            .that()
            .resideInAPackage(ours("history"))
            .should()
            .dependOnClassesThat(resideInAPackage(ours("login"))
                    .and(not(simpleName("AccountChanged")))
                    .and(not(simpleName("AccountAct"))));

    @ArchTest
    static final ArchRule thePortalKnowsNothingSecret = noClasses()
            .that()
            .resideInAPackage(ours("portal"))
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Secret")
            .allowEmptyShould(true);

    @ArchTest
    static void eachPackageUsesOnlyWhatItMay(JavaClasses all) {
        Set<String> packages = all.stream()
                .filter(type -> type.getPackageName().startsWith("org.portalvoip."))
                .map(ArchitectureTest::room)
                .collect(Collectors.toSet());
        assertThat(MAY_USE.keySet()).containsAll(packages);
        packages.forEach(name -> never(name, forbidden(name)).check(all));
    }

    private static String[] forbidden(String name) {
        return MAY_USE.keySet().stream()
                .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
                .map(ArchitectureTest::ours)
                .toArray(String[]::new);
    }

    private static String room(JavaClass type) {
        return type.getPackageName().replaceFirst("org\\.portalvoip\\.([a-z]+).*", "$1");
    }

    private static ArchRule never(String name, String... packages) {
        return noClasses()
                .that()
                .resideInAPackage(ours(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages).and(not(SETTINGS)))
                .allowEmptyShould(true);
    }

    private static String ours(String name) {
        return "org.portalvoip." + name + "..";
    }

    /** The files of the packages in which somebody must be able to begin reading anywhere. */
    private record Files() implements SliceAssignment {
        private static final Set<String> PACKAGES = Set.of("janus", "call", "sip", "secret", "web");

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return PACKAGES.contains(room(type)) ? SliceIdentifier.of(file(type)) : SliceIdentifier.ignore();
        }

        /** A step is a call and what it asks for: the two are value and result of one function. */
        private static String file(JavaClass type) {
            String file = type.getName().replaceFirst("\\$.*", "");
            return file.equals("org.portalvoip.call.Step") ? "org.portalvoip.call.Call" : file;
        }

        @Override
        public String getDescription() {
            return "files of " + PACKAGES;
        }
    }

    /** Our packages, and the settings apart. */
    private record Rooms(Function<JavaClass, String> name) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!type.getPackageName().startsWith("org.portalvoip.")) {
                return SliceIdentifier.ignore();
            }
            return SliceIdentifier.of(SETTINGS.test(type) ? "settings" : name.apply(type));
        }

        @Override
        public String getDescription() {
            return "our packages, and the settings apart";
        }
    }
}
