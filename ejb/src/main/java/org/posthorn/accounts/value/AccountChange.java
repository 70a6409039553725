package org.posthorn.accounts.value;

import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;

/** What is to be different about an account; what is empty stays as it is. */
public record AccountChange(
    Optional<String> password,
    Optional<Boolean> disabled,
    Optional<Boolean> administrator,
    List<Address> added,
    List<Address> removed,
    LimitsChange limits) {

  public AccountChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  /** A change that leaves the limits as they are. */
  public AccountChange(
      Optional<String> password,
      Optional<Boolean> disabled,
      Optional<Boolean> administrator,
      List<Address> added,
      List<Address> removed) {
    this(password, disabled, administrator, added, removed, LimitsChange.NOTHING);
  }

  /** Other limits and nothing else. */
  public static AccountChange ofLimits(LimitsChange limits) {
    return new AccountChange(
        Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), limits);
  }

  /** A new password and nothing else. */
  public static AccountChange ofPassword(String password) {
    return new AccountChange(
        Optional.of(password), Optional.empty(), Optional.empty(), List.of(), List.of());
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "AccountChange[added=" + added + ", removed=" + removed + "]";
  }
}
