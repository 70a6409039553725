package org.posthorn.webapi.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import org.junit.jupiter.api.Test;
import org.posthorn.testkit.HouseRules;

/** The house rule that every resource method says who may call it finds those that do not. */
class ResourceRolesTest {
  /** Says nothing of one of its methods. */
  static class Planted {
    @GET
    @PermitAll
    void open() {}

    @PATCH
    void forgotten() {}
  }

  /** Says it once for all. */
  @PermitAll
  static class Sound {
    @GET
    void open() {}

    void noResourceMethod() {}
  }

  @Test
  void aForgottenMethodIsFound() {
    assertThat(report(Planted.class)).contains("forgotten").doesNotContain("open");
    assertThat(report(Sound.class)).isEmpty();
  }

  private static String report(Class<?> resource) {
    return String.join(
        "\n",
        HouseRules.RESOURCES_NAME_ROLES
            .evaluate(new ClassFileImporter().importClasses(resource))
            .getFailureReport()
            .getDetails());
  }
}
