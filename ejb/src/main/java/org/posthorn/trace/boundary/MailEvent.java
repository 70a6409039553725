package org.posthorn.trace.boundary;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.posthorn.kernel.Address;
import org.posthorn.trace.control.LogText;

/**
 * One line of the mail log in the making, and a step of the trace: {@code key=value} in the order
 * of the calls. Values may be anything that strangers sent; keys are ours. For one thread; ends
 * with {@link #write()}.
 */
public final class MailEvent {
  private static final int MOST_RECIPIENTS = 10;

  private final UnaryOperator<String> addresses;
  private final Consumer<String> log;
  private final Optional<TraceDraft> trace;
  private final StringBuilder line = new StringBuilder(200);

  /**
   * Begins with its name.
   *
   * @param addresses how addresses are written
   * @param trace the step of the trace; empty when there is to be none
   */
  MailEvent(
      UnaryOperator<String> addresses,
      Consumer<String> log,
      Optional<TraceDraft> trace,
      String name) {
    this.addresses = addresses;
    this.log = log;
    this.trace = trace;
    line.append("event=").append(name);
  }

  /** The reverse-path; none is {@code from=<>}. */
  public MailEvent from(Optional<Address> sender) {
    trace.ifPresent(step -> step.from(sender));
    return writtenAddress("from", sender.map(Address::toString).orElse(""));
  }

  /** One recipient. */
  public MailEvent to(Address recipient) {
    trace.ifPresent(step -> step.to(List.of(recipient)));
    return writtenAddress("to", recipient.toString());
  }

  /** The recipients; where there are many, the first ten and how many there are. */
  public MailEvent to(List<Address> recipients) {
    return to(recipients, recipients.size());
  }

  /**
   * The first of some recipients.
   *
   * @param count how many there are in all
   */
  public MailEvent to(List<Address> recipients, int count) {
    trace.ifPresent(step -> step.to(recipients));
    String shown =
        recipients.stream()
            .limit(MOST_RECIPIENTS)
            .map(each -> LogText.bracketed(addresses.apply(each.toString())))
            .collect(Collectors.joining(","));
    line.append(" to=").append(shown);
    return count > MOST_RECIPIENTS || count > recipients.size() ? with("recipients", count) : this;
  }

  /** Octets of the message. */
  public MailEvent size(long octets) {
    trace.ifPresent(step -> step.size(octets));
    line.append(" size=").append(octets);
    return this;
  }

  /** The id of the order. */
  MailEvent id(String order) {
    trace.ifPresent(step -> step.order(order));
    return written("id", order);
  }

  /** Who speaks to us. */
  public MailEvent peer(String session, String client) {
    trace.ifPresent(step -> step.peer(session, client));
    return written("session", session).written("client", client);
  }

  /** The Message-ID with its angle brackets; empty text is none. */
  public MailEvent messageId(String text) {
    trace.ifPresent(step -> step.messageId(text));
    return text.isEmpty() ? this : written("message-id", text);
  }

  /** An address, or what somebody gave for one; hashed where the settings want that. */
  public MailEvent address(String key, String text) {
    trace.ifPresent(step -> step.detail(key, addresses.apply(text)));
    return writtenAddress(key, text);
  }

  private MailEvent writtenAddress(String key, String text) {
    line.append(' ').append(key).append('=').append(LogText.bracketed(addresses.apply(text)));
    return this;
  }

  /** Any other value. */
  public MailEvent with(String key, String value) {
    trace.ifPresent(step -> step.detail(key, value));
    return written(key, value);
  }

  private MailEvent written(String key, String value) {
    line.append(' ').append(key).append('=').append(LogText.value(value));
    return this;
  }

  /** A number. */
  public MailEvent with(String key, long value) {
    trace.ifPresent(step -> step.detail(key, Long.toString(value)));
    line.append(' ').append(key).append('=').append(value);
    return this;
  }

  /** Writes the line and hands the step to the trace. */
  public void write() {
    log.accept(line.toString());
    trace.ifPresent(TraceDraft::end);
  }

  /** The line so far. */
  @Override
  public String toString() {
    return line.toString();
  }
}
