package org.posthorn.webapi.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;

/** What clients hear of what went wrong. RFC 9457. */
class FailureMapperTest {
  private final FailureMapper mapper = new FailureMapper();

  @Test
  void whatTheClientDidWrongIsExplained() {
    assertThat(problem(new NotFoundException()).detail()).isEqualTo("There is no such resource");
    assertThat(problem(new NotSupportedException()).status()).isEqualTo(415);
    Response notAllowed = mapper.toResponse(new NotAllowedException("GET"));
    assertThat(notAllowed.getStatus()).isEqualTo(405);
    assertThat(notAllowed.getHeaderString("Allow")).contains("GET");
  }

  @Test
  void bugsAreToldUnderANumberOnly() {
    Problem problem = problem(new IllegalStateException("secret of the database"));
    assertThat(problem.status()).isEqualTo(500);
    assertThat(problem.detail()).contains("incident").doesNotContain("secret");
  }

  @Test
  void whileTheDatabaseIsAwayClientsMayTryAgain() {
    Response response =
        mapper.toResponse(new IllegalStateException(new SQLException("gone", "08006")));
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeaderString("Retry-After")).isEqualTo("10");
  }

  @Test
  void objectionsOfBoundariesHaveTheirStatus() {
    assertThat(problem(Objection.unknown("name")).status()).isEqualTo(404);
    assertThat(problem(Objection.conflict("name", "exists already")))
        .isEqualTo(
            new Problem(
                "about:blank",
                "Conflict",
                409,
                "name exists already",
                Optional.of(List.of(new Violation("name", "exists already")))));
    assertThat(problem(Objection.invalid("name", "is not a domain name")).status()).isEqualTo(400);
    assertThat(ProblemException.<String>done(Result.done("value"))).isEqualTo("value");
  }

  private Problem problem(Objection objection) {
    try {
      ProblemException.done(Result.refused(objection));
      throw new AssertionError("nothing was thrown");
    } catch (ProblemException e) {
      return problem(e);
    }
  }

  private Problem problem(Throwable failure) {
    Response response = mapper.toResponse(failure);
    assertThat(response.getMediaType()).hasToString(Problem.JSON);
    return (Problem) response.getEntity();
  }
}
