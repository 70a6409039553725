package org.posthorn.logins.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where logins came from is noted beside them, and stops none. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class KnownOriginsTest {
  private final List<Long> noted = new ArrayList<>();
  private final KnownOrigins origins = new KnownOrigins();

  private static Error error(Class<? extends Error> type) {
    return type == OutOfMemoryError.class ? new OutOfMemoryError("test") : new StackOverflowError();
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class})
  void anErrorStopsNoLoginAndTheNextIsNoted(Class<? extends Error> type) {
    origins.executor = Runnable::run;
    origins.rows =
        new OriginRows() {
          @Override
          public void note(long account, String network, long day) {
            if (account == 1) {
              throw error(type);
            }
            noted.add(account);
          }
        };
    origins.note(1, "192.0.2.1");
    origins.note(2, "192.0.2.1");
    origins.executor =
        work -> {
          throw error(type); // no thread for it
        };
    origins.note(3, "192.0.2.1");
    assertThat(noted).containsExactly(2L);
  }
}
