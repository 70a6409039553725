/**
 * Starts the server from one jar: configuration, the application server, a word to the operator.
 */
@NullMarked
package org.posthorn.launcher;

import org.jspecify.annotations.NullMarked;
