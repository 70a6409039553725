package org.posthorn.submission.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.posthorn.submission.value.SendingRules;

/** What an account may send, where that is not what all may. */
@Entity
@Table(name = "submission_setting")
public class SubmissionSetting {
  @Id
  @Column(name = "account_id")
  private long account;

  @Column(name = "messages_per_day")
  private @Nullable Long messages;

  @Column(name = "new_recipients_per_day")
  private @Nullable Long newRecipients;

  @Column(name = "unique_sender")
  private boolean uniqueSender;

  /** JPA wants it. */
  protected SubmissionSetting() {}

  /** That of an account. */
  public SubmissionSetting(long account) {
    this.account = account;
  }

  /** Replaces all of it. */
  public void set(SendingRules rules) {
    messages = column(rules.messages());
    newRecipients = column(rules.newRecipients());
    uniqueSender = rules.uniqueSender();
  }

  public SendingRules rules() {
    return new SendingRules(value(messages), value(newRecipients), uniqueSender);
  }

  private static @Nullable Long column(OptionalLong limit) {
    return limit.isPresent() ? limit.getAsLong() : null;
  }

  private static OptionalLong value(@Nullable Long column) {
    return column == null ? OptionalLong.empty() : OptionalLong.of(column);
  }
}
