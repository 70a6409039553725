/** What pages send, and what they hear of it. */
@NullMarked
package org.posthorn.sending.value;

import org.jspecify.annotations.NullMarked;
