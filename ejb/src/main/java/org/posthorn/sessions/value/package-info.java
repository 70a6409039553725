/** What others see of sessions. */
@NullMarked
package org.posthorn.sessions.value;

import org.jspecify.annotations.NullMarked;
