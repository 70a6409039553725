/** Tests of keys that make URLs of messages valid. */
@NullMarked
package org.posthorn.urlkeys.control;

import org.jspecify.annotations.NullMarked;
