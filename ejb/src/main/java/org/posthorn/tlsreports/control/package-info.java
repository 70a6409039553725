/** Composes the reports and hands them to the outgoing queue. */
@NullMarked
package org.posthorn.tlsreports.control;

import org.jspecify.annotations.NullMarked;
