package org.posthorn.sending.value;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mime.compose.ComposedMail;

/**
 * A mail that is to be sent.
 *
 * @param clientId by which a repeated one is known: letters, digits and {@code -}, at most 64
 * @param mail what is sent, to whom its header says
 * @param notBefore when it goes; until then it can be taken back. Empty for at once
 * @param draft which draft it was, which goes when the mail does
 * @param original the message that it answers or forwards
 * @param forwards whether it forwards it
 * @param clientAddress the address of the browser, for the log
 */
public record NewSubmission(
    String clientId,
    ComposedMail mail,
    Optional<Instant> notBefore,
    Optional<MessagePlace> draft,
    Optional<MessagePlace> original,
    boolean forwards,
    String clientAddress) {}
