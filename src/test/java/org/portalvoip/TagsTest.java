package org.portalvoip;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;

/** The build chooses tests by their tags: a wrong tag would run a test nowhere, or a benchmark everywhere. */
@AnalyzeClasses(packages = "org.portalvoip")
class TagsTest {
    @ArchTest
    static final ArchRule EVERY_BENCHMARK_HAS_ITS_TAG =
            classes().that().haveSimpleNameEndingWith("Benchmark").should().beAnnotatedWith(tag("benchmark"));

    @ArchTest
    static final ArchRule EVERY_TAG_IS_KNOWN_TO_THE_BUILD = noClasses()
            .should()
            .beAnnotatedWith(DescribedPredicate.describe(
                    "a tag that neither pom.xml nor .ci/run names",
                    annotation -> annotation.getRawType().isEquivalentTo(Tag.class) && !isKnown(annotation)));

    private static boolean isKnown(JavaAnnotation<?> tag) {
        return String.valueOf(tag.getExplicitlyDeclaredProperty("value"))
                .matches(
                        "once|database|essential|repeated|fuzz|thorough|extra|alone|lighthouse|benchmark|installed-server");
    }

    private static DescribedPredicate<JavaAnnotation<?>> tag(String name) {
        return DescribedPredicate.describe(
                "@Tag " + name,
                annotation -> annotation.getRawType().isEquivalentTo(Tag.class)
                        && name.equals(annotation.getExplicitlyDeclaredProperty("value")));
    }
}
