package org.posthorn.urlkeys.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An account and a mailbox that it sees. */
@Embeddable
public class AccountMailbox implements Serializable {
  private static final long serialVersionUID = 1;

  @Column(name = "account_id")
  private long account;

  @Column(name = "mailbox_id")
  private long mailbox;

  /** JPA wants it. */
  protected AccountMailbox() {}

  public AccountMailbox(long account, long mailbox) {
    this.account = account;
    this.mailbox = mailbox;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountMailbox key && key.account == account && key.mailbox == mailbox;
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, mailbox);
  }
}
