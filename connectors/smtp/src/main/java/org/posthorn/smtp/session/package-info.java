/**
 * The server's side of SMTP, submission and LMTP as a state machine, and its port to the mail
 * system.
 */
@NullMarked
package org.posthorn.smtp.session;

import org.jspecify.annotations.NullMarked;
