package org.posthorn.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The architecture as rules. A module checks itself with {@code @ArchTest static final ArchTests
 * RULES = ArchTests.in(HouseRules.class)}.
 */
public final class HouseRules {
  private static final String[] PURE = {
    "org.posthorn.kernel..",
    "org.posthorn.wire..",
    "org.posthorn.sasl..",
    "org.posthorn.store..",
    "org.posthorn.mime..",
    "org.posthorn.smtp..",
    "org.posthorn.imap.."
  };

  // java.net.IDN is about names, not about the net
  private static final DescribedPredicate<JavaClass> OUTSIDE =
      describe(
          "sockets, databases, Jakarta EE or logging",
          type ->
              type.getPackageName()
                          .matches("(jakarta|java\\.net|java\\.sql|javax\\.sql|io\\.netty)\\b.*")
                      && !type.getName().equals("java.net.IDN")
                  || type.getName().startsWith("java.lang.System$Logger"));

  /** Protocols know neither sockets nor containers. */
  @ArchTest
  public static final ArchRule PROTOCOLS_ARE_PURE =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(OUTSIDE)
          .allowEmptyShould(true);

  /** Transactions begin at boundaries. */
  @ArchTest
  public static final ArchRule BEANS_ARE_BOUNDARIES =
      classes()
          .that()
          .areAnnotatedWith("jakarta.ejb.Stateless")
          .or()
          .areAnnotatedWith("jakarta.ejb.Stateful")
          .or()
          .areAnnotatedWith("jakarta.ejb.Singleton")
          .or()
          .areAnnotatedWith("jakarta.ejb.MessageDriven")
          .should()
          .resideInAPackage("..boundary..")
          .allowEmptyShould(true);

  /** Entities stay in their layer. */
  @ArchTest
  public static final ArchRule ENTITIES_ARE_ENTITIES =
      classes()
          .that()
          .areAnnotatedWith("jakarta.persistence.Entity")
          .should()
          .resideInAPackage("..entity..")
          .allowEmptyShould(true);

  /** The web sees boundaries only. */
  @ArchTest
  public static final ArchRule WEB_SEES_BOUNDARIES =
      noClasses()
          .that()
          .resideInAPackage("org.posthorn.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..control..", "..entity..")
          .allowEmptyShould(true);

  /** Subjects depend on each other in one direction. */
  @ArchTest
  public static final ArchRule NO_CYCLES =
      slices().matching("org.posthorn.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  /** Nobody writes to the console. */
  @ArchTest public static final ArchRule NO_CONSOLE = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  /** Logging goes through System.Logger. */
  @ArchTest public static final ArchRule NO_JUL = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  private HouseRules() {}
}
