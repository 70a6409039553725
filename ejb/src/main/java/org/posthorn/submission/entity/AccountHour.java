package org.posthorn.submission.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An account and an hour since 1970. */
@Embeddable
public class AccountHour implements Serializable {
  private static final long serialVersionUID = 1;

  @Column(name = "account_id")
  private long account;

  @Column(name = "hour_number")
  private long hour;

  /** JPA wants it. */
  protected AccountHour() {}

  public AccountHour(long account, long hour) {
    this.account = account;
    this.hour = hour;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountHour key && key.account == account && key.hour == hour;
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, hour);
  }
}
