/** SMTP, submission and LMTP as a resource adapter. */
@NullMarked
package org.posthorn.smtp.ra;

import org.jspecify.annotations.NullMarked;
