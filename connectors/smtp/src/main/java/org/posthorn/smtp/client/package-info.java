/** The client's side of SMTP as a state machine without I/O: replies in, commands out. */
@NullMarked
package org.posthorn.smtp.client;

import org.jspecify.annotations.NullMarked;
