package org.posthorn.trace.boundary;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.posthorn.kernel.Address;
import org.posthorn.trace.control.LogText;

/**
 * One line of the mail log in the making: {@code key=value} in the order of the calls. Values may
 * be anything that strangers sent; keys are ours. For one thread; ends with {@link #write()}.
 */
public final class MailEvent {
  private static final int MOST_RECIPIENTS = 10;

  private final UnaryOperator<String> addresses;
  private final Consumer<String> log;
  private final StringBuilder line = new StringBuilder(200);

  MailEvent(UnaryOperator<String> addresses, Consumer<String> log, String name) {
    this.addresses = addresses;
    this.log = log;
    line.append("event=").append(name);
  }

  /** The reverse-path; none is {@code from=<>}. */
  public MailEvent from(Optional<Address> sender) {
    return address("from", sender.map(Address::toString).orElse(""));
  }

  /** One recipient. */
  public MailEvent to(Address recipient) {
    return address("to", recipient.toString());
  }

  /** The recipients; where there are many, the first ten and how many there are. */
  public MailEvent to(List<Address> recipients) {
    String shown =
        recipients.stream()
            .limit(MOST_RECIPIENTS)
            .map(each -> LogText.bracketed(addresses.apply(each.toString())))
            .collect(Collectors.joining(","));
    line.append(" to=").append(shown);
    return recipients.size() > MOST_RECIPIENTS ? with("recipients", recipients.size()) : this;
  }

  /** Octets of the message. */
  public MailEvent size(long octets) {
    return with("size", octets);
  }

  /** An address, or what somebody gave for one; hashed where the settings want that. */
  public MailEvent address(String key, String text) {
    line.append(' ').append(key).append('=').append(LogText.bracketed(addresses.apply(text)));
    return this;
  }

  /** Any other value. */
  public MailEvent with(String key, String value) {
    line.append(' ').append(key).append('=').append(LogText.value(value));
    return this;
  }

  /** A number. */
  public MailEvent with(String key, long value) {
    line.append(' ').append(key).append('=').append(value);
    return this;
  }

  /** Writes the line. */
  public void write() {
    log.accept(line.toString());
  }

  /** The line so far. */
  @Override
  public String toString() {
    return line.toString();
  }
}
