package org.posthorn.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.posthorn.planted.left.Left;
import org.posthorn.planted.right.Right;

class HouseRulesTest {
  @Test
  void aCircleWithinOneSubjectIsFound() {
    JavaClasses planted = new ClassFileImporter().importClasses(Left.class, Right.class);
    HouseRules.NO_CYCLES.check(planted);
    assertThatThrownBy(() -> HouseRules.NO_CYCLES_OF_PACKAGES.check(planted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("org.posthorn.planted.left");
  }
}
