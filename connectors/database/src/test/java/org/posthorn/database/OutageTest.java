package org.posthorn.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {

  @ParameterizedTest
  @CsvSource({"08006,true", "08001,true", "57P01,true", "57014,false", "23505,false", ",false"})
  void aDatabaseThatCannotBeReachedIsToldFromOneThatRefuses(String state, boolean unreachable) {
    RuntimeException failure = new IllegalStateException(new SQLException("x\r\ny", state));
    assertThat(Outage.unreachable(failure).isPresent()).isEqualTo(unreachable);
    assertThat(Outage.in(failure)).map(Outage::of).contains(Outage.Kind.DATABASE);
    assertThat(Outage.in(failure)).map(Outage::text).contains("java.sql.SQLException: x y");
  }

  @Test
  void aDiskIsNoReasonToTryAllAgain() {
    RuntimeException full = new UncheckedIOException(new IOException("full"));
    assertThat(Outage.in(full)).map(Outage::of).contains(Outage.Kind.DISK);
    assertThat(Outage.unreachable(full)).isEmpty();
  }

  @Test
  void faultsOfTheProgramAreNone() {
    assertThat(Outage.in(new IllegalStateException("bug"))).isEmpty();
    assertThat(Outage.unreachable(new IllegalStateException("bug"))).isEmpty();
  }
}
