package org.posthorn.submission.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An account and somebody to whom it has written. */
@Embeddable
public class AccountRecipient implements Serializable {
  private static final long serialVersionUID = 1;

  @Column(name = "account_id")
  private long account;

  private long recipient;

  /** JPA wants it. */
  protected AccountRecipient() {}

  public AccountRecipient(long account, long recipient) {
    this.account = account;
    this.recipient = recipient;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountRecipient key
        && key.account == account
        && key.recipient == recipient;
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, recipient);
  }
}
