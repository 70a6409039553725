/** Makes aggregate reports of DMARC, and hands them to the outgoing queue. */
@NullMarked
package org.posthorn.dmarcreports.control;

import org.jspecify.annotations.NullMarked;
