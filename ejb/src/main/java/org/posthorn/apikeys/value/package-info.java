/** What is known of a key. */
@NullMarked
package org.posthorn.apikeys.value;

import org.jspecify.annotations.NullMarked;
