/** Chains of those who passed a message on and what they had found: validated, sealed. RFC 8617. */
@NullMarked
package org.posthorn.mailauth.arc;

import org.jspecify.annotations.NullMarked;
