package org.posthorn.webapi.v0;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.relay.boundary.Suppressions;
import org.posthorn.relay.value.SuppressionEntry;
import org.posthorn.sasl.Login;

/** The addresses to which no mail of an account goes. */
@ApplicationScoped
public class SuppressionMethods {
  private static final int MOST = 100_000;
  private static final int MAX_REASON = 500;

  @Inject Suppressions suppressions;

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public SuppressionMethods() {}

  /** All of them. */
  public record ListResult(@JsonbProperty("Suppressions") List<Suppressed> suppressions) {}

  /** One of them. */
  public record Suppressed(
      @JsonbProperty("ID") long id,
      @JsonbProperty("Created") String created,
      @JsonbProperty("Account") String account,
      @JsonbProperty("BaseAddress") String baseAddress,
      @JsonbProperty("OriginalAddress") String originalAddress,
      @JsonbProperty("Manual") boolean manual,
      @JsonbProperty("Reason") String reason) {

    static Suppressed of(SuppressionEntry entry, String account) {
      return new Suppressed(
          entry.id(),
          entry.created().toString(),
          account,
          Suppressions.base(Address.stored(entry.address())),
          entry.address(),
          entry.manual(),
          entry.reason());
    }
  }

  /** Whether an address is among them. */
  public record PresentResult(@JsonbProperty("Present") boolean present) {}

  ListResult list(Login login, MethodRequest request) {
    request.members().end();
    return new ListResult(
        suppressions.list(Optional.of(login.accountId()), 0, MOST).stream()
            .map(entry -> Suppressed.of(entry, login.address()))
            .toList());
  }

  EmptyResult add(Login login, MethodRequest request) {
    Members members = request.members();
    Address address = address(members);
    boolean manual = members.flag("Manual");
    String reason = members.text("Reason");
    members.end();
    if (reason.length() > MAX_REASON) {
      throw MethodFailure.user("Reason has at most " + MAX_REASON + " characters");
    }
    if (suppressions.find(login.accountId(), address).isPresent()) {
      throw MethodFailure.user("The address is on the list already");
    }
    suppressions.add(login.accountId(), address, reason, manual);
    return new EmptyResult();
  }

  EmptyResult remove(Login login, MethodRequest request) {
    Address address = address(request.members());
    request.members().end();
    SuppressionEntry entry =
        suppressions
            .find(login.accountId(), address)
            .orElseThrow(() -> MethodFailure.user("The address is not on the list"));
    suppressions.remove(entry.id());
    return new EmptyResult();
  }

  PresentResult present(Login login, MethodRequest request) {
    Address address = address(request.members());
    request.members().end();
    return new PresentResult(suppressions.find(login.accountId(), address).isPresent());
  }

  private static Address address(Members members) {
    return Address.parse(members.text("EmailAddress"))
        .orElseThrow(() -> new MethodFailure("badAddress", "EmailAddress is no address"));
  }
}
