package org.posthorn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.posthorn.planted.control.Hasty;
import org.posthorn.planted.control.Inner;
import org.posthorn.planter.boundary.Intruder;

class HouseRulesTest {

  @Test
  void componentsThatReachInsideOthersAreFound() {
    JavaClasses planted = new ClassFileImporter().importClasses(Intruder.class, Inner.class);
    assertThat(HouseRules.BOUNDARIES_ONLY.evaluate(planted).getFailureReport().toString())
        .contains(Intruder.class.getName(), Inner.class.getName());
  }

  @Test
  void aComponentMayUseItsOwnInside() {
    JavaClasses own = new ClassFileImporter().importClasses(Inner.class);
    assertThat(HouseRules.BOUNDARIES_ONLY.evaluate(own).hasViolation()).isFalse();
  }

  @Test
  void whatAsksTheMachineForTheTimeOfDayIsFound() {
    JavaClasses planted = new ClassFileImporter().importClasses(Hasty.class);
    assertThat(HouseRules.TIME_OF_DAY_IS_A_CLOCKS.evaluate(planted).hasViolation()).isTrue();
  }
}
