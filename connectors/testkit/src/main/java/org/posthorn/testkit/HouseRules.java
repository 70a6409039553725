package org.posthorn.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The architecture as rules, which {@code ear} checks over the classes of all modules. */
public final class HouseRules {
  private static final String[] PURE = {
    "org.posthorn.kernel..",
    "org.posthorn.wire..",
    "org.posthorn.sasl..",
    "org.posthorn.mailstore..",
    "org.posthorn.mime..",
    "org.posthorn.smtp..",
    "org.posthorn.imap.."
  };

  private static final Pattern INNER =
      Pattern.compile("(org\\.posthorn\\.[^.]+)\\.(control|entity)\\b.*");

  private static final String[] WEB = {
    "org.posthorn.web..",
    "org.posthorn.webapi..",
    "org.posthorn.webmail..",
    "org.posthorn.account..",
    "org.posthorn.admin.."
  };

  private static final DescribedPredicate<JavaClass> OUTSIDE =
      describe(
          "sockets, databases, Jakarta EE or logging",
          type ->
              type.getPackageName()
                      .matches("(jakarta|java\\.net|java\\.sql|javax\\.sql|io\\.netty)\\b.*")
                  || type.getName().startsWith("java.lang.System$Logger"));

  /** Protocols know neither sockets nor containers. */
  @ArchTest
  public static final ArchRule PROTOCOLS_ARE_PURE =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .and()
          .resideOutsideOfPackage("..ra..") // the resource adapters around them
          .should()
          .dependOnClassesThat(OUTSIDE);

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
          .resideInAPackage("..boundary..");

  /** Entities stay in their layer. */
  @ArchTest
  public static final ArchRule ENTITIES_ARE_ENTITIES =
      classes()
          .that()
          .areAnnotatedWith("jakarta.persistence.Entity")
          .should()
          .resideInAPackage("..entity..");

  /** The web sees boundaries only. */
  @ArchTest
  public static final ArchRule WEB_SEES_BOUNDARIES =
      noClasses()
          .that()
          .resideInAnyPackage(WEB)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..control..", "..entity..");

  /** Nobody forgets to say who may call a resource method. */
  @ArchTest
  public static final ArchRule RESOURCES_NAME_ROLES =
      methods()
          .that(describe("handle HTTP requests", HouseRules::isResourceMethod))
          .should()
          .beAnnotatedWith(
              describe("@RolesAllowed, @PermitAll or @DenyAll", HouseRules::namesRoles))
          .orShould()
          .beDeclaredInClassesThat()
          .areAnnotatedWith(
              describe("@RolesAllowed, @PermitAll or @DenyAll", HouseRules::namesRoles));

  /**
   * Of the components and the web, only the bean that the IMAP listeners call knows IMAP, and what
   * fetches messages by URLs for submission.
   */
  @ArchTest
  public static final ArchRule COMPONENTS_KNOW_NO_IMAP =
      noClasses()
          .that()
          .resideInAnyPackage("..boundary..", "..control..", "..entity..")
          .or()
          .resideInAnyPackage(WEB)
          .and()
          .doNotHaveFullyQualifiedName("org.posthorn.access.boundary.ImapAccess")
          .and()
          .haveNameNotMatching("org\\.posthorn\\.access\\.control\\.UrlContents.*")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.posthorn.imap..")
          .allowEmptyShould(true);

  /** Pages read and change mail by the ports of the mail store, which check rights. */
  @ArchTest
  public static final ArchRule WEB_READS_MAIL_BY_THE_STORE =
      noClasses()
          .that()
          .resideInAnyPackage(WEB)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.posthorn.mailboxes.boundary.Mailboxes")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("org.posthorn.content..", "org.posthorn.textindex..")
          .allowEmptyShould(true);

  /** Subjects depend on each other in one direction. */
  @ArchTest
  public static final ArchRule NO_CYCLES =
      slices().matching("org.posthorn.(*)..").should().beFreeOfCycles();

  /** Packages, however deep, depend on each other in one direction. */
  @ArchTest
  public static final ArchRule NO_CYCLES_OF_PACKAGES =
      slices().assignedFrom(packages()).should().beFreeOfCycles();

  /** Components know nothing of each other but their boundaries. */
  @ArchTest
  public static final ArchRule BOUNDARIES_ONLY =
      classes()
          .that()
          .resideInAnyPackage(
              "org.posthorn.*.boundary..", "org.posthorn.*.control..", "org.posthorn.*.entity..")
          .should(stayOutOfOthers());

  /** Through a client proxy a field is always 0, false or null: only methods go through. */
  @ArchTest
  public static final ArchRule BEANS_ARE_ASKED_BY_METHODS =
      noClasses()
          .should()
          .accessFieldWhere(describe("a bean of a normal scope has", HouseRules::isOfAnotherBean));

  /**
   * What expires, rests or is leased goes by {@code System.nanoTime} or {@code SteadyClock}; the
   * time of day is asked of a {@code Clock} that says so. Only the times of files are the
   * machine's.
   */
  @ArchTest
  public static final ArchRule TIME_OF_DAY_IS_A_CLOCKS =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.posthorn.content..", "org.posthorn.broker..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now", ZoneId.class)
          .orShould()
          .callMethod(LocalDate.class, "now");

  /** What threads do ends in one way, an Error included: see {@code Background}. */
  @ArchTest
  public static final ArchRule THREADS_HAVE_ONE_WAY =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.posthorn.threads..",
              "org.posthorn.launcher..", // which stands before all libraries
              "org.posthorn.documents.reader..", // a process that an Error is to end
              "org.posthorn.testkit..")
          .should()
          .accessTargetWhere(describe("a thread is made or given work", HouseRules::isForThreads));

  /** The container gives a timer up when an Error comes out of it twice. */
  @ArchTest
  public static final ArchRule TIMERS_SURVIVE_ERRORS =
      methods()
          .that()
          .areAnnotatedWith("jakarta.ejb.Schedule")
          .or()
          .areAnnotatedWith("jakarta.ejb.Timeout")
          .should(runAPeriodicTask());

  /** Nobody but the launcher writes to the console. */
  @ArchTest
  public static final ArchRule NO_CONSOLE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.posthorn.launcher..")
          .should(ACCESS_STANDARD_STREAMS);

  /** Logging goes through System.Logger. */
  @ArchTest public static final ArchRule NO_JUL = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  private HouseRules() {}

  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith("org.posthorn.")
            ? SliceIdentifier.of(name)
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }

  private static boolean isOfAnotherBean(JavaFieldAccess access) {
    JavaClass bean = access.getTargetOwner();
    String reader = access.getOriginOwner().getName();
    return bean.isAnnotatedWith("jakarta.enterprise.context.ApplicationScoped")
        && !reader.equals(bean.getName())
        && !reader.startsWith(bean.getName() + "$")
        && access.getTarget().resolveMember().stream()
            .noneMatch(field -> field.getModifiers().contains(JavaModifier.STATIC));
  }

  private static boolean isResourceMethod(JavaMethod method) {
    // by name, too: the API itself is not on every class path
    return method.getAnnotations().stream()
        .map(JavaAnnotation::getRawType)
        .anyMatch(
            each ->
                each.isAnnotatedWith("jakarta.ws.rs.HttpMethod")
                    || each.getName().matches("jakarta\\.ws\\.rs\\.[A-Z]+"));
  }

  private static boolean namesRoles(JavaAnnotation<?> annotation) {
    return annotation
        .getRawType()
        .getName()
        .matches("jakarta\\.annotation\\.security\\.(RolesAllowed|PermitAll|DenyAll)");
  }

  private static boolean isForThreads(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    if (owner.isAssignableTo(Executor.class)
        || owner.getName().matches("jakarta\\.enterprise\\.concurrent\\.Managed\\w*Service")) {
      return !owner.equals(access.getOriginOwner())
          && name.matches("execute|submit|schedule.*|invokeA.*");
    }
    return owner.isEquivalentTo(Thread.class) && name.equals("<init>")
        || owner.isEquivalentTo(Executors.class)
        || owner.isAssignableTo(Timer.class)
        || owner.isAssignableTo(CompletableFuture.class) && name.matches(".*Async|delayedExecutor");
  }

  private static ArchCondition<JavaMethod> runAPeriodicTask() {
    return new ArchCondition<>("run a PeriodicTask, or call nothing") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean runs =
            method.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getSimpleName().equals("PeriodicTask"));
        boolean calls =
            method.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getName().startsWith("org.posthorn"));
        if (calls && !runs) {
          events.add(SimpleConditionEvent.violated(method, method.getFullName()));
        }
      }
    };
  }

  private static ArchCondition<JavaClass> stayOutOfOthers() {
    return new ArchCondition<>("use other components' boundaries only") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          Matcher inner = INNER.matcher(dependency.getTargetClass().getPackageName());
          if (inner.matches() && !type.getPackageName().startsWith(inner.group(1) + ".")) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }
}
